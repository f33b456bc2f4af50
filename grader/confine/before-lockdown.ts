/**
 * To be evaluated before SES, in the realm that is going to be confined.
 *
 * Where an engine lacks them, SES adds methods to buffers that nobody can change afterwards: they could not be
 * metered, and a submission would find them on one engine and not on another. What is there already it leaves
 * alone; metered-builtins.ts then refuses it.
 */
const prototype = ArrayBuffer.prototype as unknown as Record<string, unknown>;
for (const name of ['sliceToImmutable', 'transferToImmutable', 'transfer', 'transferToFixedLength'])
  if (!(name in prototype))
    Object.defineProperty(prototype, name, {
      value: {
        [name](): never {
          throw new TypeError(`${name} is not available here`);
        },
      }[name],
      writable: true,
      configurable: true,
    });
