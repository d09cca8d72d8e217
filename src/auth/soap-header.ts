import { defineAuth } from '../contract/define-auth.ts';
import { addHeader, fillTemplate, headerTemplate } from './envelope.ts';

/** Credentials in a header of the service's own, the same for every request. */
export default defineAuth({
  type: 'soap-header',
  title: 'SOAP header',
  requires: [],
  open: (context) => ({
    apply: async (request) => addHeader(request, await fillTemplate(headerTemplate(context), context), context),
    invalidate: () => false,
  }),
});
