/** Runs the command line in this process, for tests: what it printed, and its exit code. */
import { runCommandLine } from './command-line';

export async function runForTest(
  args: readonly string[],
): Promise<{ status: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const status = await runCommandLine(args, {
    print: (text) => {
      stdout += `${text}\n`;
    },
    complain: (text) => {
      stderr += `${text}\n`;
    },
  });
  return { status, stdout, stderr };
}
