import { defineAuth } from '../contract/define-auth.ts';

export default defineAuth({
  type: 'none',
  title: 'No authentication',
  requires: [],
  open: () => ({ apply: () => Promise.resolve(), invalidate: () => false }),
});
