/** What a fleet answer is made of; a bigint is an integer that a JavaScript number would round. */
export type Json = string | number | bigint | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

// TypeScript's library does not know it yet.
declare global {
  interface JSON {
    rawJSON(text: string): unknown;
  }
}

/** JSON text, 64-bit integers digit by digit. */
export function writeJson(value: Json): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? JSON.rawJSON(String(part)) : part));
}
