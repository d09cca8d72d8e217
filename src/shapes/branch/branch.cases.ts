import type { ShapeCase } from '../../contract/cases.ts';

const say = (name: string, template: string): object => ({
  name,
  microservice: 'notify',
  config: { level: 'info', template },
});
const setMeta = (name: string, value: string): object => ({
  name,
  microservice: 'set-variables',
  config: { meta: [{ key: 'leg', value }] },
});
const setFlow = (name: string, value: string): object => ({
  name,
  microservice: 'set-variables',
  config: { flow: [{ name: 'count', value }] },
});
const two = {
  routes: [
    { name: 'A', first_step: 'Say A' },
    { name: 'B', first_step: 'Say B' },
  ],
};
const bucket = [{ id: 1 }, { id: 2 }];

export default [
  {
    shows: 'The legs run one after the other, each with all payloads; what they hand on follows in that order.',
    step: two,
    legs: [say('Say A', 'A [[payload.id]]'), say('Say B', 'B [[payload.id]]')],
    bucket,
    gives: [{ id: 1 }, { id: 2 }, { id: 1 }, { id: 2 }],
    notifies: ['info log: A 1', 'info log: A 2', 'info log: B 1', 'info log: B 2'],
  },
  {
    shows: 'Or what came in goes on.',
    step: two,
    legs: [say('Say A', 'A [[payload.id]]'), say('Say B', 'B [[payload.id]]')],
    bucket,
    profile: { 'flow.afterLegs': 'incoming' },
    gives: bucket,
    notifies: ['info log: A 1', 'info log: A 2', 'info log: B 1', 'info log: B 2'],
  },
  {
    shows: 'A leg that changes payloads or metadata changes its own.',
    step: {
      routes: [
        { name: 'A', first_step: 'Mark' },
        { name: 'B', first_step: 'Say B' },
      ],
    },
    legs: [
      setMeta('Mark', 'a'),
      { name: 'Cut', microservice: 'split', config: { path: 'lines' } },
      say('Say B', 'B [[payload.lines]]'),
    ],
    bucket: [{ lines: [1, 2] }],
    gives: [[1, 2], { lines: [1, 2] }],
    meta: { leg: ['a', ''] },
    notifies: ['info log: B [1,2]'],
    warns: ['The variable "meta.leg" leads nowhere and became empty text.'],
  },
  {
    shows: 'A flow variable is the run’s: a later leg sees what an earlier one has set.',
    step: {
      routes: [
        { name: 'A', first_step: 'Count' },
        { name: 'B', first_step: 'Say B' },
      ],
    },
    legs: [setFlow('Count', '[[payload.id]]'), say('Say B', '{{flow.variables.count}}')],
    variables: { count: '0' },
    bucket,
    gives: [...bucket, ...bucket],
    notifies: ['info log: 2', 'info log: 2'],
  },
  {
    shows: 'A failure keeps later legs from starting.',
    step: {
      routes: [
        { name: 'A', first_step: 'Check' },
        { name: 'B', first_step: 'Say B' },
      ],
    },
    legs: [{ name: 'Check', microservice: 'batch', config: { path: 'id', size: 1 } }, say('Say B', 'B')],
    bucket,
    gives: [],
    notifies: [],
    fails: 'run/not-a-list',
  },
  {
    shows: 'An empty leg hands on what came in.',
    step: { routes: [{ name: 'A' }, { name: 'B', first_step: 'Say B' }] },
    legs: [say('Say B', 'B')],
    bucket: [{ id: 1 }],
    gives: [{ id: 1 }, { id: 1 }],
    notifies: ['info log: B'],
  },
  {
    shows: 'A branch may stand in a leg of another.',
    step: {
      routes: [
        { name: 'A', first_step: 'Inner' },
        { name: 'B', first_step: 'Say B' },
      ],
    },
    legs: [
      {
        name: 'Inner',
        microservice: 'branch',
        routes: [
          { name: 'A1', first_step: 'Say A1' },
          { name: 'A2', first_step: 'Say A2' },
        ],
      },
      say('Say A1', 'A1'),
      say('Say A2', 'A2'),
      say('Say B', 'B'),
    ],
    bucket: [{ id: 1 }],
    gives: [{ id: 1 }, { id: 1 }, { id: 1 }],
    notifies: ['info log: A1', 'info log: A2', 'info log: B'],
  },
  { shows: 'Without legs everything passes.', bucket: [{ id: 1 }], gives: [{ id: 1 }] },
  {
    shows: 'Seven legs are more than the platform takes.',
    step: { routes: ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => ({ name })) },
    gives: [],
    fails: 'run/too-many-legs',
  },
] as const satisfies readonly ShapeCase[];
