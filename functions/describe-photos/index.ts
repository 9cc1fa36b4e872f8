import { readEnv } from '../../shared/runtime/read-env.ts';
import { openDestination } from '../../shared/wiring/destination.ts';
import { destinationEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { createDescribePhotos } from './describe-photos.ts';

const environment = readEnv(destinationEnvironment);
const destination = await openDestination(environment);

onStage('describe-photos', 'describe', environment, createDescribePhotos({ destination }));
