/** Languages that scripts of process flows can be written in. */
export const scriptLanguages = ['csharp', 'go', 'javascript', 'php', 'python', 'ruby', 'rust'] as const;

export function offersLanguage(language: string): boolean {
  return scriptLanguages.some((one) => one === language.toLowerCase());
}
