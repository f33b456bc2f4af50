/**
 * A laboratory's page. The address holds the whole setting; the run is made here, on the server, so that no reference
 * solution is in a browser's bundle, and is bounded by its parameters.
 */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LABORATORIES } from '../../../simulator/laboratories/laboratories';
import { type Laboratory, problemOf, tryLaboratory } from '../../../simulator/laboratories/laboratory';
import * as words from '../../dictionary';
import { commandOf } from '../command';
import { OutcomeParts } from '../outcome-parts';
import { ParameterField, parameterLabel } from '../parameter-field';
import { SettingForm } from '../setting-form';

interface Props {
  params: Promise<{ name: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: find((await params).name)?.title };
}

function find(name: string): Laboratory | undefined {
  return LABORATORIES.find((laboratory) => laboratory.name === name);
}

export default async function LaboratoryPage({ params, searchParams }: Props) {
  const laboratory = find((await params).name);
  if (laboratory === undefined) notFound();
  const { name, title, summary, parameters, examples } = laboratory;
  const path = `/laboratories/${name}`;
  const given = settingOf(laboratory, await searchParams);
  const trial = tryLaboratory(laboratory, given, 'page');
  const problems = 'problems' in trial ? trial.problems : {};
  return (
    <div className="mx-auto grid w-full max-w-[90rem] gap-x-8 gap-y-6 px-4 py-8 sm:px-6 lg:grid-cols-[20rem_minmax(0,1fr)] lg:grid-rows-[auto_auto_1fr]">
      <header className="lg:col-span-2">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-1 max-w-[75ch] text-text-muted">{summary}</p>
      </header>
      <div className="min-w-0">
        <SettingForm path={path}>
          {Object.entries(parameters).map(([parameter, described]) => (
            <ParameterField
              key={parameter}
              name={parameter}
              parameter={described}
              given={given[parameter] ?? described.initial}
              problem={
                problems[parameter] && problemOf(parameterLabel(parameter, described), problems[parameter])
              }
            />
          ))}
        </SettingForm>
      </div>
      <div className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-2">
        {'outcome' in trial ? (
          <OutcomeParts name={name} title={title} outcome={trial.outcome} />
        ) : (
          <p className="notice notice-warning">{words.laboratory.noRun}</p>
        )}
        <h2 className="mt-8 mb-1 text-sm font-semibold">{words.laboratory.command}</h2>
        <pre className="panel whitespace-pre-wrap break-words px-3 py-2 font-mono text-xs">
          {commandOf(laboratory, given)}
        </pre>
      </div>
      <div className="min-w-0">
        <h2 className="mb-1 text-sm font-semibold">{words.laboratory.examples}</h2>
        <ul className="space-y-1 text-sm">
          {examples.map((example) => (
            <li key={example.title}>
              {/* Not a Link: the fields are to have the setting of the address. */}
              <a className="link" href={`${path}?${new URLSearchParams(example.setting)}`}>
                {example.title}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** What the address gives, by parameter; without any, the first example. */
function settingOf(
  { parameters, examples }: Laboratory,
  query: Record<string, string | string[] | undefined>,
): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(parameters)) {
    const value = Object.hasOwn(query, name) ? query[name] : undefined;
    if (value !== undefined) given[name] = typeof value === 'string' ? value : value[0];
  }
  return Object.keys(given).length === 0 ? examples[0].setting : given;
}
