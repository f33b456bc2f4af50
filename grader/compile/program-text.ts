/**
 * The program text: a metered submission inside the code that calls it. Evaluated in the confined realm, it is
 * a function of the realm's kit (grader/confine/boundary.ts) that returns a `ConfinedProgram`.
 *
 *      (function ($$kit) {
 *        the globals that a submission may use, as constants          faster than looking them up, and nothing else
 *        let $$f, $$d, $$l ...                                        fuel, depth, line: the meter of one case
 *        const $$module = () => { the submission; return Class }      called once for every policy object
 *        return { begin, create, ... }                                for every method of the shape one wrapper
 *      })
 *
 * What the wrappers keep to (SANDBOX.md, "Rules for the boundary"):
 * - A wrapper catches everything. Nothing of the submission's is returned but numbers, checked with typeof.
 * - Whatever ends the run sets `$$p` (why) and makes the fuel negative: then every further block of the
 *   submission throws again, whatever it catches.
 * - After each call the fuel is looked at, because a submission can swallow the error that ended it.
 * - The least that a call costs is charged before it begins. What is called are the methods that the object has
 *   of its class when it is made (boundary.ts), whatever becomes of its properties.
 * - Where the submission may have used up the stack, the run is ended before anything else is done: nothing
 *   that calls, and so could throw, stands between.
 * - A service catches what the machine throws, drops it, and throws an error of this realm instead. Its catch
 *   block calls nothing, so that it cannot run out of stack itself.
 * - `$$i` says that the submission is running: the built-ins charge only then.
 */
import { type PolicyShape, STOP_REASONS, type StopReason } from '../../simulator/engine/policy';
import { type ContractValues, constantText, OPERATION_VALUE } from './contract-values';
import type { ModuleParts } from './exported-class';
import { LOOKING, METER } from './metering';
import { BOUND_GLOBALS } from './reserved-names';

/** How deep a submission may call itself. */
export const MAX_DEPTH = 2500;

/** Units of a call to the machine, beside those of its expression. */
const SERVICE_UNITS = 4;

/** The least that a call of a method, the start of a program and each of its operations cost. */
export const CALL_UNITS = 10;

/** The least that making an object costs: a fresh instance of the module, and the constructor. */
export const CREATE_UNITS = 40;

/** How a stop is told to the host: 1 + index in STOP_REASONS; 0 while all is well. */
export function stopCode(reason: StopReason): number {
  return STOP_REASONS.indexOf(reason) + 1;
}

const PARAMETERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Names of the parameters of a wrapper. */
function parameters(count: number): string[] {
  if (count > PARAMETERS.length)
    throw new Error(
      `A policy method has ${count} parameters; at most ${PARAMETERS.length} can cross the boundary`,
    );
  return PARAMETERS.slice(0, count);
}

/**
 * @param body the printed, metered statements of the submission.
 * @param regions how many of them a profiled program counts; 0 where it is not profiled.
 */
export function programText(
  body: string,
  parts: ModuleParts,
  { shape, contractValues }: { readonly shape: PolicyShape; readonly contractValues: ContractValues },
  regions = 0,
): string {
  const { fuel, depth, line, spend, tooDeep, maxDepth, text, target, key, kept, look } = METER;
  const { spread, argumentSpread, size, elements, floats, length, source, properties, parent } = METER;
  const { visits } = METER;
  const profile =
    regions === 0
      ? { declared: '', reset: '', read: '' }
      : {
          declared: `const ${visits}=[${'0,'.repeat(regions)}];`,
          reset: `for(let i=0;i<${regions};i++)${visits}[i]=0;`,
          read: `,\nvisits(i){return ${visits}[i]}`,
        };
  const contract = parts.imports
    .map(({ imported, local }) => {
      const value = contractValues[imported] ?? OPERATION_VALUE;
      const text =
        value === OPERATION_VALUE ? `$$kit.operations.${imported}` : constantText(value, '$$kit.freeze');
      return `const ${local}=${text};`;
    })
    .join('');
  /** Ends the run, without calling anything; what it throws says nothing. */
  const dead = (reason: StopReason, fuelLeft: string) =>
    `if($$p===0){$$p=${stopCode(reason)};$$q=${fuelLeft}}${fuel}=-1;`;
  const enter = (units: number) => `$$i=true;${depth}=0;(${fuel}-=${units})<0&&${spend}();`;

  const method = (name: string, count: number) => {
    const given = parameters(count);
    return `${name}:($$c,$$m)=>(${given.join(',')})=>{if($$p!==0)return 0;
try{${enter(CALL_UNITS)}const r=$$j(${['$$m', '$$c', ...given].join(',')});$$i=false;if(${fuel}<0)return $$kit.stopped();
if(typeof r==="number"&&(r|0)===r)return r|0;return r===undefined?0:$$kit.wrongResult(${JSON.stringify(name)},r)}
catch(r){return $$kit.failed(r)}}`;
  };

  const program = (name: string, count: number) => {
    const given = parameters(count);
    return `${name}:($$c,$$m)=>(${given.join(',')})=>{if($$p!==0)return null;
try{${enter(CALL_UNITS)}const r=$$j(${['$$m', '$$c', ...given].join(',')});$$i=false;if(${fuel}<0){$$kit.stopped();return null}return $$resume(r)}
catch(r){$$kit.failed(r);return null}}`;
  };

  const service = (name: string, count: number) => {
    const given = parameters(count);
    const checks = given.map(
      (each, i) =>
        `if(typeof ${each}!=="number"){${dead('service', fuel)}$$kit.badArgument(${JSON.stringify(name)},${i + 1},typeof ${each});throw $$kit.stop}`,
    );
    return `${name}:$$kit.freeze((${given.join(',')})=>{(${fuel}-=${SERVICE_UNITS})<0&&${spend}();${checks.join('')}
$$i=false;try{const r=$$h.${name}(${given.map((each) => `${each}+0`).join(',')});$$i=true;return r}
catch{${dead('service', fuel)}$$i=true;throw $$kit.stop}})`;
  };

  const wrappers = (
    table: Readonly<Record<string, number>>,
    write: (name: string, count: number) => string,
  ) =>
    Object.entries(table)
      .map(([name, count]) => write(name, count))
      .join(',\n');

  const instance = (table: Readonly<Record<string, number>>, of: string) =>
    Object.keys(table)
      .map((name) => `${name}:${of}.${name}($$c,$$o.${name})`)
      .join(',');
  const names = [...Object.keys(shape.methods), ...Object.keys(shape.programs)];

  return `(function($$kit){"use strict";
const {${BOUND_GLOBALS.join(',')}}=$$kit.globals;
const ${maxDepth}=${MAX_DEPTH},${spread}=$$kit.spread,${argumentSpread}=$$kit.argumentSpread,${size}=$$kit.size,${elements}=$$kit.elements,${floats}=$$kit.floats,${length}=$$kit.length,${source}=$$kit.source,${properties}=$$kit.properties,${parent}=$$kit.parent,$$j=$$kit.call;
${profile.declared}let ${fuel}=0,${depth}=0,${line}=0,${target},${kept}=0,$$i=false,$$p=0,$$q=0;
const ${spend}=()=>{if($$p===0&&${fuel}<${LOOKING / 2}){${dead('depth', kept)}}${dead('units', '0')}throw $$kit.stop},
${tooDeep}=()=>{${dead('depth', fuel)}throw $$kit.stop},
${look}=(e)=>{if($$kit.isStackOverflow(e)){${dead('depth', kept)}throw $$kit.stop}},
${text}=(t)=>typeof t==="string"?$$kit.text(t):t,
${key}=(o,k)=>typeof k==="number"?k:$$kit.key(o,k),
$$resume=(g)=>(n)=>{if($$p!==0)return 0;$$kit.clearRequest();
try{${enter(CALL_UNITS)}const r=$$kit.next(g,n);const d=r.done,v=d?r.value:0;$$i=false;if(${fuel}<0)return $$kit.stopped();
return d?$$kit.finished(v):$$kit.requested()}catch(r){return $$kit.failed(r)}};
const $$module=()=>{${contract}
${body}
return ${parts.exports.get(shape.className)};};
const $$services=($$h)=>$$kit.freeze({${wrappers(shape.services, service)}});
const $$methods={${wrappers(shape.methods, method)}};
const $$programs={${wrappers(shape.programs, program)}};
return {
create($$h,...$$a){if($$p!==0)return null;
try{${enter(CREATE_UNITS)}const $$c=new($$module())($$services($$h),...$$a);$$i=false;if(${fuel}<0){$$kit.stopped();return null}
const $$o=$$kit.methods($$c,${JSON.stringify(shape.className)},${JSON.stringify(names)});if($$o===null)return null;
return {__proto__:null,methods:{__proto__:null,${instance(shape.methods, '$$methods')}},programs:{__proto__:null,${instance(shape.programs, '$$programs')}}}}
catch(r){$$kit.failed(r);return null}},
begin(n){${profile.reset}${fuel}=n;${depth}=0;${line}=0;${target}=void 0;$$i=false;$$p=0;$$q=0},
charge(n){if($$i){if(n>${fuel})${spend}();${fuel}-=n}},
deeper(){(${fuel}-=1)<0&&${spend}();if(++${depth}>${maxDepth})${tooDeep}()},
shallower(){${depth}--},
inside(){return $$i},
leave(){$$i=false},
halt(n){if($$p===0){$$p=n;$$q=${fuel}}${fuel}=-1;$$i=false},
fail(n){if($$p===0){$$p=n;$$q=${fuel}}${fuel}=-1;throw $$kit.stop},
reason(){return $$p},
fuel(){return $$p===0?${fuel}:$$q<0?0:$$q},
line(){return ${line}}${profile.read}
};
})`;
}
