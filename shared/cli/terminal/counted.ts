/** `3 messages rejetés`, `1 message rejeté`: in French, none and one take no s. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('fr-FR')} ${count > 1 ? many : one}`;
}
