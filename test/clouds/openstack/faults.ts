import { flakyCloud, type Trouble } from './flaky-cloud';
import type { Proof } from './proof';
import type { Run, State } from './region';

/** What was done to a state while it was applied, and what `sgc deploy` said of it. */
export interface Harm {
  readonly run: Run;
  /** For the table. */
  readonly detail: string;
}

/** Something that goes wrong while a state is applied, which is not there before. */
export interface Fault {
  readonly what: string;
  readonly harm: (proof: Proof, state: State) => Promise<Harm>;
  /** What the command has to end with; default: problems. */
  readonly ends?: 'fine';
  /** Words that tell a person what to do. */
  readonly says: RegExp;
}

/** Kills the engine and all that it started once so many resources are complete, as a power cut would. */
export const powerCut = (after: number): Fault => ({
  what: `SIGKILL after ${after} resources`,
  harm: async (proof, state) => {
    let complete = 0;
    const run = await proof.deployState(state, {
      hear: (text) => {
        const before = complete;
        complete += text.match(/Creation complete/g)?.length ?? 0;
        if (before < after && complete >= after) proof.region.cutPower();
      },
    });
    return { run, detail: `${complete} were complete` };
  },
  says: /run the same command again/,
});

/** Every third change of a service is answered with an error. */
const everyThird = (status: number, count: { changes: number; refused: number }): Trouble => {
  return ({ method }) => {
    if (method === 'GET') return undefined;
    count.changes += 1;
    if (count.changes % 3 !== 0) return undefined;
    count.refused += 1;
    return status;
  };
};

export const failingInterface = (status: number, ends?: 'fine'): Fault => ({
  what: `an interface that answers ${status}`,
  ...(ends === undefined ? {} : { ends }),
  harm: async (proof, state) => {
    const count = { changes: 0, refused: 0 };
    const cloud = await flakyCloud(proof.admin, { network: everyThird(status, count) });
    try {
      const run = await proof.deployState(state, { authUrl: cloud.authUrl });
      return { run, detail: `${count.refused} of ${count.changes} changes were refused` };
    } finally {
      await cloud.close();
    }
  },
  says: ends === 'fine' ? /1 applied/ : /run the same command again/,
});

/** What was made is not finished: Neutron puts rules into a new group, and refuses once to take one away again. */
export const halfMade: Fault = {
  what: 'a security group that stays half made',
  harm: async (proof, state) => {
    let refused = 0;
    const trouble: Trouble = ({ method, path }) => {
      if (method !== 'DELETE' || !path.includes('/security-group-rules/') || refused > 0) return undefined;
      refused += 1;
      return 500;
    };
    const cloud = await flakyCloud(proof.admin, { network: trouble });
    try {
      const run = await proof.deployState(state, { authUrl: cloud.authUrl });
      return { run, detail: `${refused} request was refused` };
    } finally {
      await cloud.close();
    }
  },
  says: /run the same command again/,
};

/** The token with which the engine works ends in the middle: revoked for the cloud, and 401 wherever it is shown. */
export const expiredToken: Fault = {
  what: 'a token that expires in mid-apply',
  ends: 'fine',
  harm: async (proof, state) => {
    const ended = new Set<string>();
    let refused = 0;
    const trouble: Trouble = ({ token }) => {
      if (!ended.has(token)) return undefined;
      refused += 1;
      return 401;
    };
    const cloud = await flakyCloud(proof.admin, { network: trouble, compute: trouble, 'block-storage': trouble });
    try {
      const run = await proof.deployState(state, {
        authUrl: cloud.authUrl,
        hear: (text) => {
          if (ended.size === 0 && text.includes('Creation complete')) cloud.tokens.forEach((token) => ended.add(token));
        },
      });
      return { run, detail: `${refused} requests were refused, ${cloud.tokens.length} tokens given out` };
    } finally {
      await cloud.close();
    }
  },
  says: /1 applied/,
};

/** The project has room for no server more. */
export const fullQuota: Fault = {
  what: 'a full quota',
  harm: async (proof, state) => {
    const project = await proof.projectOf(state);
    const path = `/os-quota-sets/${project}`;
    const before = await proof.admin.get<{ readonly quota_set: { readonly instances: number } }>('compute', path);
    if (before.kind !== 'fine') throw new Error(before.message);
    const set = async (instances: number): Promise<void> => {
      const answer = await proof.admin.request('compute', 'PUT', path, { body: { quota_set: { instances, force: true } } });
      if (answer.kind !== 'fine') throw new Error(answer.message);
    };
    await set(0);
    try {
      const run = await proof.deployState(state);
      return { run, detail: 'no server more was allowed' };
    } finally {
      await set(before.body.quota_set.instances);
    }
  },
  says: /sgc preflight/,
};

/** Somebody who may no longer sign in. */
export const lostPassword: Fault = {
  what: 'a password that is no longer right',
  harm: async (proof, state) => {
    const run = await proof.deployState(state, { password: 'no longer' });
    return { run, detail: 'refused at sign-in' };
  },
  says: /look at the entry \S+ of clouds\.yaml/,
};

/** A second apply from another folder while the first, which is held meanwhile, is at it; the first goes on. */
export const twoAtOnce = (says: RegExp): Fault => ({
  what: 'two applies at once',
  says,
  harm: async (proof, state) => {
    let second: Promise<Run> | undefined;
    const first = await proof.deployState(state, {
      hear: (text) => {
        if (second !== undefined || !text.includes('Creation complete')) return;
        const goOn = proof.region.holdEngine();
        second = proof.deployState(state, { out: 'lanes/second' }).finally(goOn);
      },
    });
    if (second === undefined) throw new Error(`the first made nothing: ${first.output.slice(-500)}`);
    const run = await second;
    if (first.status !== 0) throw new Error(`the first did not end well: ${first.output.slice(-500)}`);
    return { run, detail: 'the second was refused, the first went on' };
  },
});
