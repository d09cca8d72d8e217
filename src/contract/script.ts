/** A custom script as a document keeps it. */
export interface Script {
  readonly name: string;
  /** As the document writes it: `javascript`, `php`, … */
  readonly language: string;
  readonly version?: number | undefined;
  readonly code: string;
}

/** A script as a step names it. */
export interface ScriptName {
  readonly name: string;
  /** Absent: the latest. */
  readonly version?: number | undefined;
}

/** A request as scripts see it, without its credentials. */
export interface ScriptRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `null`: it has none, or one that is no text. */
  readonly body: string | null;
}

/** What a script gets besides its payload. Each call has a copy of its own. */
export interface ScriptSurroundings {
  /** Values of the variables that the script itself declares. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly meta?: Readonly<Record<string, string>>;
  readonly flow?: { readonly variables: Readonly<Record<string, string>> };
  /** For scripts before a request. */
  readonly request?: ScriptRequest;
  /** For scripts that judge an answer. */
  readonly response?: {
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: string;
    readonly status: number;
  };
}

/** What one call gave. `payload`: `undefined` where the script returned none. */
export type ScriptAnswer =
  | {
      readonly payload: string | null | undefined;
      /** True where the script returned a payload that is no text; it was written as JSON. */
      readonly wasEncoded: boolean;
      /** Everything else that it returned, as JSON text; `undefined`: as it was given, or it returned nothing. */
      readonly rest: string | undefined;
      /** False: the script returned nothing at all. */
      readonly returned: boolean;
    }
  | { readonly thrown: string };

/** One call for each payload, in order. */
export interface ScriptCall {
  readonly payloads: readonly (string | null)[];
  readonly surroundings: ScriptSurroundings;
  readonly signal: AbortSignal;
}

export interface ScriptAnswers {
  /** One for each payload. */
  readonly answers: readonly ScriptAnswer[];
  /** What the script wrote to its console, line by line. */
  readonly logs: readonly string[];
}

/** A script that has been loaded. */
export interface LoadedScript {
  /**
   * Calls the script. Errors: TerminalError `run/script-timeout`, `run/script-memory`, `run/script-output`,
   * `run/script-crashed`; after each of them the next call finds the script loaded afresh.
   */
  call(input: ScriptCall): Promise<ScriptAnswers>;
}

/** What runs the scripts of one run. */
export interface ScriptHost {
  /**
   * Loads a script; each use has a world of its own. Errors: TerminalError `run/bad-script`, `run/script-language`,
   * `run/script-library`, `run/no-script-sandbox`.
   */
  load(script: Script): Promise<LoadedScript>;
  /** Ends what the scripts of the run left behind. */
  close(): Promise<void>;
}

export interface ScriptPort {
  /** Nothing is started before the first script is loaded. `nowMs`: the moment that the clock of scripts stands at. */
  open(run: { readonly nowMs: number }): ScriptHost;
}
