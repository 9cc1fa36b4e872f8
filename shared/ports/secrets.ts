/** Secrets by name (Secret Manager; environment variables when embedded). */
export interface SecretStore {
  /** @throws NotFoundError that names the secret. The value never appears in an error or a log. */
  get(name: string): Promise<string>;
}
