/** GET: the files of the guide's example as an archive, to be begun from. */
import { packPackage } from '../../../../grader/packages/zip-archive';
import { guideFiles, readGuide } from '../guide';

export async function GET(): Promise<Response> {
  const archive = packPackage(guideFiles(await readGuide()));
  return new Response(archive as BodyInit, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': 'attachment; filename="first-out.zip"',
    },
  });
}
