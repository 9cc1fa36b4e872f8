/** A demo world in a process of its own, so that its time and memory are not counted as ours. Speaks over IPC. */
import { type DemoWorldOptions, startDemoWorld } from '../../shared/demo/world.ts';

const options: DemoWorldOptions = JSON.parse(process.argv[2] ?? '{}');
const world = await startDemoWorld(options);
const expected = world.truth.expectedOn(options.day);
// Rendered before anything is timed.
for (const { reference } of expected) await world.truth.photosOf(reference);
const { portalUrl, documentsUrl, destinationUrl, token, credentials, fleetUrl, fleetToken } = world;
const records = expected.map(({ identifiant, reference }) => ({ identifiant, reference }));
process.send?.({ portalUrl, documentsUrl, destinationUrl, token, credentials, fleetUrl, fleetToken, records });
process.on('message', () => {
  const { interventions, photos } = world.destination.effects();
  process.send?.({ interventions: interventions.length, photos: photos.length });
});
process.on('disconnect', () => process.exit(0));
