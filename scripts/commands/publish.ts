import { statSync } from 'node:fs';
import { packageProblems, packageVersion } from '../../grader/packages/package-files';
import { packPackage } from '../../grader/packages/zip-archive';
import { defineCommand, type Output } from '../command';
import { InputError, UsageError } from '../command-error';
import { each, flag, quoted, text, withDefault } from '../command-options';
import { nameOf } from '../file-input';
import { readPackage } from '../package-input';
import { knownPackage, rememberPackage } from '../publishing/known-packages';
import { type RunState, SiteClient, siteOrigin } from '../publishing/site-client';

const PACKAGE = /^own-[a-z0-9]{10}$/;

function tokenGiven(): string {
  const { RUNQUEUE_TOKEN: token = '' } = process.env;
  if (!/^[\x21-\x7e]{1,100}$/.test(token))
    throw new UsageError(
      'RUNQUEUE_TOKEN must hold a token: make one on your profile page. It is read from the environment, so that no list of processes shows it',
    );
  return token;
}

/** Each step of the check once, as it begins. */
function progressTo(output: Output): (progress: NonNullable<RunState['progress']>) => void {
  let told = '';
  return ({ case: what, done, total }) => {
    if (what !== told) output.complain(`  ${done} of ${total}: ${what}`);
    told = what;
  };
}

export default defineCommand({
  usage: [
    'publish <folder or file.zip> --site <address> [--to <course>] ... [--catalogue] [--package <id>] [--at <chapter>/<name>] [--mutants] [--reviewed <by whom>]',
  ],
  summary:
    'Sends a package to a site, has it checked there, and publishes it. Exit code 0: done; 1: a promise is broken; 64 to 66: wrong call or input.',
  details: [
    'The token of a site stands in RUNQUEUE_TOKEN. --to is the name of a course in its address, --catalogue gives it to',
    'everybody; without either it is only checked. Which package of the site a folder is stands in its .runqueue.json,',
    'which the first call writes: keep it in git. --reviewed answers what no check sees (the list on the Publish page) with yes.',
  ],
  options: {
    site: text('the address of a site'),
    to: each(text('the name of a course in its address')),
    catalogue: flag,
    package: withDefault(text('the id of a package'), ''),
    at: withDefault(text('a place'), ''),
    mutants: flag,
    reviewed: withDefault(text('who solved it from what students see alone'), ''),
  },
  operands: { name: 'one folder or archive', from: 1, to: 1 },
  async run({ site, to, catalogue, package: wanted, at, mutants, reviewed }, [path = ''], output) {
    const origin = siteOrigin(site);
    const token = tokenGiven();
    if (wanted !== '' && !PACKAGE.test(wanted))
      throw new UsageError(`--package is the id of a package, like own-3k2m8x1q9z, got ${quoted(wanted)}`);
    const { place, files } = readPackage(path, at);
    const problems = packageProblems(files);
    if (problems.length > 0) throw new InputError(`${nameOf(path)} is no package: ${problems.join('; ')}`);
    const isFolder = statSync(path).isDirectory();
    const client = new SiteClient(origin, token);
    const archive = packPackage(files);
    const known = wanted !== '' ? wanted : isFolder ? knownPackage(path, origin) : undefined;
    const {
      package: packageId,
      version,
      run,
    } = await (known === undefined
      ? client.begin(place.split('/')[1] ?? '', place, archive, mutants)
      : client.replace(known, archive, mutants));
    if (isFolder) rememberPackage(path, origin, packageId);
    if (version !== packageVersion(files))
      throw new InputError(`${origin} understood another version than was sent`);
    output.print(`${packageId}: version ${version} is at ${origin}/author/${packageId}`);
    const ran = await client.untilRan(run, progressTo(output));
    for (const problem of ran.problems) output.print(`PROBLEM ${problem}`);
    if (ran.holds !== true) {
      output.print(
        ran.state === 'superseded'
          ? 'Somebody asked for a newer check; ask again.'
          : 'It does not hold, and was not published.',
      );
      return 1;
    }
    let reached: readonly string[] = [];
    for (const course of [...to, ...(catalogue ? [null] : [])]) {
      reached = await client.publish(packageId, version, course, reviewed === '' ? null : reviewed);
      output.print(course === null ? 'Published in the catalogue.' : `Published in ${course}.`);
    }
    if (reached.length > 1) output.print(`These have this version now: ${reached.join('; ')}.`);
    if (to.length === 0 && !catalogue) output.print('Every promise holds. Publish it with --to <course>.');
    return 0;
  },
});
