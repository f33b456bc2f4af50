import type { PictureProps } from '../picture';
export function BytesView(_: PictureProps) {
  return null;
}
