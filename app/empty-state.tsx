/** In the place of what is not there yet: why, and what to do next. */
import Link from 'next/link';

export function EmptyState(props: { text: string; href: string; link: string; className?: string }) {
  return (
    <p className={`notice ${props.className ?? ''}`}>
      {props.text}{' '}
      <Link className="link" href={props.href} prefetch={false}>
        {props.link}
      </Link>
    </p>
  );
}
