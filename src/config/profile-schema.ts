import * as z from 'zod';
import { profileKeys, profileTable } from './profile.ts';

export const profileSchema = z
  .strictObject(
    Object.fromEntries(
      profileKeys.map((key) => [
        key,
        z
          .enum(profileTable[key].choices)
          .optional()
          .describe(`${profileTable[key].about} Default: ${profileTable[key].default}.`),
      ]),
    ),
  )
  .describe('Answers to questions about the platform that its documentation leaves open.');
