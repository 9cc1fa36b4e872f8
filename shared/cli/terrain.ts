import { enableCompileCache } from 'node:module';

// Whoever reads our lines may have enough of them (`| head`): the work goes on to its end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
// Types are stripped and code is compiled once, not at every start: the host then serves a quarter sooner.
enableCompileCache();
const { runCommandLine } = await import('./main.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
