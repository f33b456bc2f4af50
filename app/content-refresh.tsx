'use client';
/** Under `npm start -- --watch`: the open page shows what was made anew, and keeps what was typed. */
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

export function ContentRefresh() {
  const router = useRouter();
  useEffect(() => {
    const events = new EventSource('/api/content');
    events.onmessage = () => router.refresh();
    return () => events.close();
  }, [router]);
  return null;
}
