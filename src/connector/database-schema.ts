import * as z from 'zod';

const identifier = z
  .string()
  .regex(/^[^\0{}[\]]+$/u)
  .describe('Name as the database has it. It is quoted, and holds no variables.');

const receipts = z
  .string()
  .regex(/^[^\0{}[\]]+$/u)
  .optional()
  .describe(
    'Table with a column "id" (text of 64 signs, primary key), in which every write leaves its key in the same transaction. With it nothing is written twice, whatever is repeated.',
  );

export const querySchema = z
  .strictObject({
    sql: z
      .string()
      .min(1)
      .describe(
        'One statement. {{variable}} stands for a value of the step, the endpoint or the instance, and, where it sends, [[payload.path]] for a value of each record; values are bound and never become a part of the text. {{limit}} and {{offset}} are those of "Database limit offset".',
      ),
    rows: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe(
        'Receive: rows of one payload. Absent: the page size of "Database limit offset", or all rows in one payload.',
      ),
    mayAffectNone: z
      .boolean()
      .optional()
      .describe('Send: true where a record may change no row. Default false: it is a failure.'),
    receipts,
  })
  .describe('Statement of an endpoint of a database.');

export const tableSchema = z
  .strictObject({
    name: identifier.describe('Table, also SCHEMA.TABLE. It is quoted, and holds no variables.'),
    action: z
      .enum(['insert', 'update', 'upsert', 'delete'])
      .describe('"upsert": updates the row with this key, or inserts it where there is none.'),
    key: z.array(identifier).min(1).optional().describe('Columns that tell a row; for all actions but "insert".'),
    columns: z
      .union([z.array(identifier).min(1), z.record(z.string(), z.string())])
      .optional()
      .describe(
        'Columns that are written: a list of names that records have, too, or COLUMN: path into the record. Not for "delete".',
      ),
    optional: z
      .array(identifier)
      .optional()
      .describe('Columns that become NULL where a record has no such member. Others are a failure.'),
    receipts,
  })
  .describe('What an endpoint that sends does with a row of a table for each record.');
