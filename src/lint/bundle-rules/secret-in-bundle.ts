import { joinPointer } from '../../text/pointer.ts';
import { defineBundleRule } from '../define-bundle-rule.ts';

/** The names of fields that hold secrets whatever the system says of them. */
const secretName = /pass(?:word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key|credential/iu;

export default defineBundleRule({
  name: 'service/secret-in-bundle',
  *check(bundle) {
    for (const [index, connector] of bundle.connectors.entries()) {
      const fields = bundle.systems.find(({ id }) => id === connector.systemId)?.credentialFields ?? [];
      for (const [name, value] of Object.entries(connector.credentials ?? {})) {
        const declared = fields.find((field) => field.name === name)?.secret;
        if (typeof value !== 'string' || !(declared ?? secretName.test(name))) continue;
        yield {
          code: 'service/secret-in-bundle',
          message: `Credential "${name}" of connector "${connector.id}" holds its value (***) instead of a name.`,
          help: 'Write { "secret": "NAME" }, keep the value outside the repository, and change it at the third party.',
          pointer: joinPointer('/connectors', index, 'credentials', name),
        };
      }
    }
  },
});
