import { describe, expect, it } from 'vitest';
import { mermaidOf } from './mermaid.ts';
import type { FlowVersion } from './model.ts';

const version = (steps: FlowVersion['steps']): FlowVersion => ({ flow_name: 'Test', steps });

describe('mermaidOf', () => {
  it('draws steps in running order, with frames for legs, and apart what nothing leads to', () => {
    const steps: FlowVersion['steps'] = [
      {
        name: 'Pull',
        microservice: 'connector',
        endpoint: { name: 'List', direction: 'Receive', http_method: 'GET' },
        connector: { name: 'Shop' },
      },
      { name: 'Guard', microservice: 'try-catch', routes: [{ name: 'Try', first_step: 'Map' }, { name: 'Catch' }] },
      { name: 'Map', microservice: 'map' },
      { name: 'Lost', microservice: 'map' },
    ];
    const connections = [
      { from: 'Pull', to: 'Guard' },
      { from: 'Map', to: 'Map' },
    ];
    expect(mermaidOf({ ...version(steps), connections })).toBe(`flowchart TD
  s0["Pull<br>connector<br>GET List<br>Shop"]
  s0 --> s1
  s1["Guard<br>try-catch"]
  subgraph leg1_0["Try"]
    s2["Map<br>map"]
  end
  s1 -.-> s2
  leg1_1(["Catch: empty"])
  s1 -.-> leg1_1
  subgraph unreached["nothing leads here"]
    s3["Lost<br>map"]
  end
`);
  });

  it('lets no name be more than a text', () => {
    const name = 'a"]\nclick s0 "javascript:x" <b>%%{init}%%`;';
    const text = mermaidOf(version([{ name, microservice: 'map' }]));
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toMatch(/<b>|%%|`|\{|a"/u);
  });
});
