/** A language that is run by an interpreter of the machine. */
export interface Driver {
  /** How the entry point is written. */
  readonly entry: string;
  /** Arguments of the interpreter: limits, and the program that reads a line, calls the script and answers on descriptor 3. */
  arguments(memoryMb: number): readonly string[];
}

const phpDriver = String.raw`
$__out = fopen('php://fd/3', 'w');
function __say($answer) {
  global $__out;
  fwrite($__out, json_encode($answer, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PRESERVE_ZERO_FRACTION) . "\n");
  fflush($__out);
}
function __shown($error) {
  return substr(get_class($error) . ': ' . $error->getMessage() . ' (line ' . $error->getLine() . ')', 0, 4096);
}
function __answer($data) {
  try {
    $back = handle($data);
  } catch (Throwable $error) {
    return ['thrown', __shown($error), ''];
  }
  if ($back === null) return ['nothing', '', ''];
  if (is_object($back)) $back = get_object_vars($back);
  if (!is_array($back) || ($back !== [] && array_is_list($back))) return ['wrong', gettype($back), ''];
  $has = array_key_exists('payload', $back);
  $payload = $has ? $back['payload'] : null;
  unset($back['payload']);
  $rest = json_encode($back, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
  if ($rest === false || $rest === '[]') $rest = '{}';
  if (!$has) return ['none', '', $rest];
  if ($payload === null) return ['null', '', $rest];
  if (is_string($payload)) return ['text', $payload, $rest];
  return ['json', json_encode($payload, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), $rest];
}
$__line = json_decode(fgets(STDIN), true);
ob_start();
try {
  eval(preg_match('/^\s*<\?/', $__line['code']) ? '?>' . $__line['code'] : $__line['code']);
  ob_clean();
  __say(function_exists('handle') ? 'ready' : 'no entry point');
} catch (Throwable $__error) {
  ob_clean();
  __say('thrown ' . __shown($__error));
}
while (($__line = fgets(STDIN)) !== false) {
  $__line = json_decode($__line, true);
  $__texts = [];
  foreach ($__line['payloads'] as $__payload)
    foreach (__answer(['payload' => $__payload] + $__line['surroundings']) as $__text) $__texts[] = $__text;
  $__count = count($__texts);
  $__shown = ob_get_contents();
  ob_clean();
  if ($__shown !== '' && $__shown !== false)
    foreach (explode("\n", rtrim(substr($__shown, 0, $__line['logLength']))) as $__text) $__texts[] = $__text;
  $__texts[] = $__count;
  __say($__texts);
}
`;

const pythonDriver = String.raw`
import sys, os, io, json, traceback
def _main(memory):
    out = os.fdopen(3, 'w', encoding='utf-8')
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8')
    try:
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except Exception:
        pass
    def say(answer):
        out.write(json.dumps(answer, ensure_ascii=True) + '\n')
        out.flush()
    def shown(error):
        found = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == 'script.py']
        place = ' (line %d)' % found[-1].lineno if found else ''
        return ('%s: %s%s' % (type(error).__name__, error, place))[:4096]
    def answer(handle, payload, surroundings):
        try:
            back = handle({'payload': payload, **json.loads(surroundings)})
            if back is None:
                return ['nothing', '', '']
            if not isinstance(back, dict):
                return ['wrong', type(back).__name__, '']
            rest = json.dumps({key: value for key, value in back.items() if key != 'payload'})
            if 'payload' not in back:
                return ['none', '', rest]
            given = back['payload']
            if given is None:
                return ['null', '', rest]
            if isinstance(given, str):
                return ['text', given, rest]
            return ['json', json.dumps(given), rest]
        except BaseException as error:
            return ['thrown', shown(error), '']
    names = {'__name__': 'script'}
    first = json.loads(lines.readline())
    sys.stdout = io.StringIO()
    try:
        exec(compile(first['code'], 'script.py', 'exec'), names)
        say('ready' if callable(names.get('handle')) else 'no entry point')
    except BaseException as error:
        say('thrown ' + shown(error))
    for line in lines:
        asked = json.loads(line)
        sys.stdout = io.StringIO()
        surroundings = json.dumps(asked['surroundings'])
        texts = []
        for payload in asked['payloads']:
            texts.extend(answer(names['handle'], payload, surroundings))
        count = len(texts)
        written = sys.stdout.getvalue() if isinstance(sys.stdout, io.StringIO) else ''
        if written:
            texts.extend(written[:asked['logLength']].rstrip('\n').split('\n'))
        texts.append(count)
        say(texts)
_main(MEMORY)
`;

const rubyDriver = String.raw`
require 'json'
require 'stringio'
begin
  Process.setrlimit(:AS, MEMORY)
rescue StandardError
end
module RepatchDriver
  OUT = IO.new(3, 'w')
  OUT.set_encoding('UTF-8')
  def self.say(answer)
    OUT.puts(JSON.generate(answer))
    OUT.flush
  end
  def self.shown(error)
    place = (error.backtrace || []).find { |one| one.start_with?('script.rb:') }
    line = place ? " (line #{place.split(':')[1]})" : ''
    "#{error.class}: #{error.message}#{line}"[0, 4096]
  end
  def self.answer(payload, surroundings)
    back = TOPLEVEL_BINDING.receiver.send(:handle, { 'payload' => payload }.merge(JSON.parse(surroundings)))
    return ['nothing', '', ''] if back.nil?
    return ['wrong', back.class.name, ''] unless back.is_a?(Hash)
    back = back.transform_keys(&:to_s)
    rest = JSON.generate(back.reject { |key, _| key == 'payload' })
    return ['none', '', rest] unless back.key?('payload')
    given = back['payload']
    return ['null', '', rest] if given.nil?
    return ['text', given, rest] if given.is_a?(String)
    ['json', JSON.generate(given), rest]
  rescue Exception => error
    ['thrown', shown(error), '']
  end
end
$stdin.set_encoding('UTF-8')
repatch_first = JSON.parse($stdin.gets)
$stdout = StringIO.new
begin
  eval(repatch_first['code'], TOPLEVEL_BINDING, 'script.rb')
  RepatchDriver.say(TOPLEVEL_BINDING.receiver.respond_to?(:handle, true) ? 'ready' : 'no entry point')
rescue Exception => error
  RepatchDriver.say('thrown ' + RepatchDriver.shown(error))
end
while (repatch_line = $stdin.gets)
  repatch_asked = JSON.parse(repatch_line)
  $stdout = StringIO.new
  repatch_around = JSON.generate(repatch_asked['surroundings'])
  repatch_texts = repatch_asked['payloads'].flat_map { |payload| RepatchDriver.answer(payload, repatch_around) }
  repatch_count = repatch_texts.length
  repatch_written = $stdout.is_a?(StringIO) ? $stdout.string : ''
  repatch_texts.concat(repatch_written[0, repatch_asked['logLength']].split("\n")) unless repatch_written.empty?
  repatch_texts << repatch_count
  RepatchDriver.say(repatch_texts)
end
`;

/** Address space is more than what is used of it: libraries take a good part. */
const spareMb = 512;

function bytes(memoryMb: number): string {
  return String((memoryMb + spareMb) * 1024 * 1024);
}

export const drivers: Readonly<Record<string, Driver>> = {
  php: {
    entry: 'function handle($data) { … return $data; }',
    arguments: (memoryMb) => [
      `-dmemory_limit=${memoryMb}M`,
      '-ddisplay_errors=stderr',
      '-dlog_errors=0',
      '-dserialize_precision=-1',
      '-r',
      phpDriver,
    ],
  },
  python: {
    entry: 'def handle(data): … return data',
    arguments: (memoryMb) => ['-I', '-c', pythonDriver.replace('MEMORY', bytes(memoryMb))],
  },
  ruby: {
    entry: 'def handle(data) … data end',
    arguments: (memoryMb) => ['-e', rubyDriver.replace('MEMORY', bytes(memoryMb))],
  },
};
