/** Fills the {variables} of a server URL, the defaults first. */
export function fillServerUrl(template: string, variables: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^{}]+)\}/g, (text, name: string) =>
    Object.hasOwn(variables, name) ? encodeURI(variables[name] ?? '') : text,
  );
}
