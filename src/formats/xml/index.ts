import { defineFormat } from '../../contract/define-format.ts';

export default defineFormat({
  format: 'xml',
  title: 'XML',
  contentType: 'application/xml',
  convention:
    'An object whose one member is the root element. Attributes are `@name`, elements of one name are a list where there are several, and text beside attributes or elements is `#text`.',
  codec: () => import('./xml.codec.ts'),
});
