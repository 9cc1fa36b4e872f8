import { stopSignal } from '../host/signals.ts';

const signalStatus = { SIGINT: 130, SIGTERM: 143 } as const;

/** Ends the process in order on Ctrl+C or SIGTERM: what is under way goes on at the next start. */
export function closeOnSignal(close: () => Promise<void>): void {
  void stopSignal().then(async (signal) => {
    process.stderr.write('\nArrêt en cours… (ce qui est entamé reprendra au prochain démarrage)\n');
    await close();
    process.exit(signal === 'SIGTERM' ? signalStatus.SIGTERM : signalStatus.SIGINT);
  });
}
