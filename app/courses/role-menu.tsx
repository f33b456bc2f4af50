'use client';
/** The role of one person in a course, as a menu: another role, or out of the course, which is asked about once more. */
import { useRouter } from 'next/navigation';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Role } from '../../db/schema';
import * as words from '../dictionary';
import { useAction } from '../use-action';
import { changeRoleAction } from './actions';

const MENU_ITEM =
  'flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 outline-none data-[highlighted]:bg-surface-sunken';

const ROLES = Object.keys(words.course.role) as Role[];

export function RoleMenu(props: { slug: string; userId: string; name: string; role: Role }) {
  const { slug, userId, name, role } = props;
  const router = useRouter();
  const { run, isWorking, problem } = useAction(changeRoleAction);
  const [step, setStep] = useState<'closed' | 'asks' | 'stays'>('closed');
  const [told, setTold] = useState('');
  const change = async (wanted: Role | null) => {
    setStep('stays');
    setTold('');
    if (isWorking || wanted === role || (await run({ slug, userId, role: wanted })) === null) return;
    setTold(
      wanted === null ? words.course.removed(name) : words.course.changed(name, words.course.role[wanted]),
    );
    router.refresh();
  };
  return (
    <>
      {step === 'asks' ? (
        <div className="flex min-w-48 flex-wrap items-center gap-2">
          <p className="text-sm">{words.course.removeSure(name)}</p>
          <button
            type="button"
            className="button"
            // biome-ignore lint/a11y/noAutofocus: the menu that was in its place is gone, and with it the focus
            autoFocus
            onClick={() => void change(null)}
          >
            {words.course.removeYes}
          </button>
          <button type="button" className="button button-quiet" onClick={() => setStep('stays')}>
            {words.course.cancel}
          </button>
        </div>
      ) : (
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger
            className="button button-quiet -my-1 -ml-3"
            // The buttons that were in its place are gone, and with them the focus.
            autoFocus={step === 'stays'}
            aria-label={words.course.changeRoleOf(name, words.course.role[role])}
          >
            {words.course.role[role]}
            <span aria-hidden="true">▾</span>
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content
              align="start"
              sideOffset={4}
              className="z-40 min-w-40 rounded border border-border-strong bg-surface-raised p-1 text-sm shadow-md"
            >
              <DropdownMenu.RadioGroup value={role}>
                {ROLES.map((each) => (
                  <DropdownMenu.RadioItem
                    key={each}
                    value={each}
                    className={MENU_ITEM}
                    onSelect={() => void change(each)}
                  >
                    <span aria-hidden="true" className="w-4">
                      {each === role ? '✓' : ''}
                    </span>
                    {words.course.role[each]}
                  </DropdownMenu.RadioItem>
                ))}
              </DropdownMenu.RadioGroup>
              <DropdownMenu.Separator className="my-1 h-px bg-border" />
              <DropdownMenu.Item className={MENU_ITEM} onSelect={() => setStep('asks')}>
                <span className="w-4" />
                {words.course.remove}
              </DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      )}
      <p role="status" className={problem === '' ? 'sr-only' : 'text-sm text-bad'}>
        {problem || told}
      </p>
    </>
  );
}
