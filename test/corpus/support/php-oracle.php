<?php
// Answers what PHP makes of a list of calls, each [name, ...arguments], read as JSON from standard input.
declare(strict_types=1);

ini_set('serialize_precision', '-1');
ini_set('precision', '17');
date_default_timezone_set('UTC');

function moment(int $seconds, int $micros, string $zone): DateTimeImmutable
{
    $at = DateTimeImmutable::createFromFormat('U u', sprintf('%d %06d', $seconds, $micros));
    return $at->setTimezone(new DateTimeZone($zone));
}

function answer(string $name, array $given): mixed
{
    switch ($name) {
        case 'date':
            [$seconds, $micros, $zone, $format] = $given;
            return moment($seconds, $micros, $zone)->format($format);
        case 'read':
            [$format, $text] = $given;
            $found = DateTimeImmutable::createFromFormat('!' . $format, $text, new DateTimeZone('UTC'));
            $errors = DateTimeImmutable::getLastErrors();
            // A day that does not exist is only a warning to PHP, which counts on.
            if ($found === false || ($errors !== false && $errors['warning_count'] > 0)) {
                return null;
            }
            return [$found->getTimestamp(), (int) $found->format('u')];
        case 'modify':
            [$seconds, $zone, $change] = $given;
            return moment($seconds, 0, $zone)->modify($change)->format('c');
        case 'bool':
            return (bool) $given[0];
        case 'number':
            return is_numeric($given[0]) ? (float) $given[0] : null;
        case 'text':
            return (string) $given[0];
        case 'compareNumbers':
            return (float) $given[0] <=> (float) $given[1];
        case 'compareTexts':
            return strcmp($given[0], $given[1]) <=> 0;
        case 'round':
            return round((float) $given[0], $given[1]);
        case 'ceil':
            return ceil((float) $given[0]);
        case 'floor':
            return floor((float) $given[0]);
        case 'arithmetic':
            [$operator, $left, $right] = $given;
            return match ($operator) {
                '+' => $left + $right,
                '-' => $left - $right,
                '*' => $left * $right,
                '/' => $left / $right,
            };
        case 'trim':
            return trim($given[0]);
        case 'upper':
            return mb_strtoupper($given[0]);
        case 'lower':
            return mb_strtolower($given[0]);
        case 'limit':
            return mb_substr($given[0], 0, $given[1]);
        case 'replace':
            return str_replace($given[0], $given[1], $given[2]);
        case 'explode':
            return explode($given[0], $given[1]);
        case 'implode':
            return implode($given[0], $given[1]);
        case 'words':
            $words = preg_split('/\p{Z}+|\s+/u', $given[0], -1, PREG_SPLIT_NO_EMPTY);
            return [$words[0] ?? '', end($words) ?: ''];
        case 'contains':
            return str_contains($given[0], $given[1]);
        case 'starts':
            return str_starts_with($given[0], $given[1]);
        case 'ends':
            return str_ends_with($given[0], $given[1]);
        case 'match':
            $found = @preg_match($given[0], $given[1]);
            return $found === false ? null : $found === 1;
    }
    throw new InvalidArgumentException("There is no call \"$name\".");
}

$calls = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
$answers = [];
foreach ($calls as $call) {
    try {
        $answers[] = answer($call[0], array_slice($call, 1));
    } catch (Throwable $error) {
        $answers[] = ['error' => get_class($error) . ': ' . $error->getMessage()];
    }
}
echo json_encode($answers, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR);
