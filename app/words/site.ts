export const site = {
  name: 'Runqueue',
  description:
    'Write a part of a kernel, run it on a simulated machine, and see the event at which it goes wrong.',
  skip: 'Skip to content',
  exercises: 'Exercises',
  courses: 'Courses',
  conventions: 'Conventions',
  laboratories: 'Laboratories',
  profile: 'Profile',
  author: 'Author',
  account: 'Account',
  signIn: 'Sign in',
  signUp: 'Sign up',
  signOut: 'Sign out',
  theme: { label: 'Colour theme', system: 'System', light: 'Light', dark: 'Dark' },
} as const;

export const conventions = { title: 'How this machine does it' } as const;
