import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { atMappings, type ServiceScope } from '../scope.ts';

const metafield = /meta[\s_-]?fields?/iu;

export default defineConversionRule({
  name: 'metafield-to-path',
  construct: 'Mapping of metafields',
  becomes: 'Rules with the paths that the fields are declared with',
  class: 'decision',
  difference:
    'How services write and read metafields is not public. In payloads they are lists of key and value: look at each of these rules, and use a script where one entry has to be found or added.',
  convert(scope: Claiming<ServiceScope>) {
    const isMetafield = atMappings(scope).service.mappings.some(
      ({ source, destination }) =>
        metafield.test(destination.field) || ('field' in source && metafield.test(source.field)),
    );
    if (isMetafield) scope.remark();
  },
});
