/**
 * Joins the parts of a key in a text with variables. Parts such as ids and dates hold a `|` now and then, so that two keys would be
 * one text; they hold no symbol that stands for a separator (U+241F). Flows of earlier versions have `|`.
 */
export const keySeparator = '\u241F';
