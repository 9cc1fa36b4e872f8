import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

/** Kept-alive connections, so many at once, each to be made within so many milliseconds. */
export function agentFor(maxSockets: number, milliseconds: number) {
  const options = { keepAlive: true, maxSockets };
  return {
    httpAgent: connectWithin(new http.Agent(options), 'connect', milliseconds),
    httpsAgent: connectWithin(new https.Agent(options), 'secureConnect', milliseconds),
  };
}

function connectWithin<T extends http.Agent>(agent: T, event: 'connect' | 'secureConnect', milliseconds: number): T {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket: Duplex | null | undefined = connect(options, callback);
    if (!socket) return socket;
    const tooLate = () => socket.destroy(new Error(`no connection within ${milliseconds / 1000} s`));
    const timer = setTimeout(tooLate, milliseconds);
    const stop = () => clearTimeout(timer);
    socket.once(event, stop).once('close', stop);
    return socket;
  };
  return agent;
}
