import type * as z from 'zod';
import { configSchema } from '../config/config.ts';
import { connectorSchema } from '../connector/definition.ts';
import { instancesSchema } from '../connector/instance.ts';
import { overlaySchema } from '../connector/overlay.ts';
import { flowSchema } from '../flow/model.ts';
import { bundleSchema } from '../legacy/bundle.ts';
import { decisionsSchema } from '../legacy/decisions.ts';
import type { DocumentKind } from './kind-of.ts';

export const documentSchemas = {
  flow: flowSchema,
  services: bundleSchema,
  connector: connectorSchema,
  instances: instancesSchema,
  decisions: decisionsSchema,
  overlay: overlaySchema,
  config: configSchema,
} as const satisfies Record<DocumentKind, z.ZodType>;
