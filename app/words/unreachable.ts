export const unreachable =
  'The site cannot be reached. Check the network; what you typed is kept in this browser.';
