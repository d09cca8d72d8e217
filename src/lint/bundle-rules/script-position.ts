import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/script-position',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      if (service.payloadScript?.position !== 'unknown') continue;
      yield {
        code: 'service/script-position',
        message: `Whether the payload script of service "${service.id}" runs before or after mapping is not known; before is assumed.`,
        help: 'Write "position": "beforeMapping" or "afterMapping" once you have seen it in a sync log.',
        pointer: `${pointer}/payloadScript/position`,
      };
    }
  },
});
