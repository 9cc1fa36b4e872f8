import { cloudEvent, type HttpFunction, http } from '@google-cloud/functions-framework';

/** Takes one CloudEvent; what it throws means that the event is to come again. */
export type EventConsumer = (event: unknown) => Promise<void>;

export type RegisteredFunction =
  | { readonly kind: 'messages'; readonly consume: EventConsumer }
  | { readonly kind: 'http' };

// functions-framework tells what is registered only together with its whole server, whose loading takes a third of a
// host's start; so what is registered there is remembered here too.
const registered = new Map<string, RegisteredFunction>();

export function registerConsumer(name: string, consume: EventConsumer): void {
  cloudEvent(name, consume);
  registered.set(name, { kind: 'messages', consume });
}

export function registerHttp(name: string, answer: HttpFunction): void {
  http(name, answer);
  registered.set(name, { kind: 'http' });
}

/** What has registered under that name in this process. */
export function registeredFunction(name: string): RegisteredFunction | undefined {
  return registered.get(name);
}
