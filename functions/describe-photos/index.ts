import { readEnv } from '../../shared/runtime/read-env.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { openDestination } from '../../shared/wiring/destination.ts';
import { destinationEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { createDescribePhotos } from './describe-photos.ts';

const name = 'describe-photos';
const environment = readEnv(destinationEnvironment);
const cloud = openCloud(name, environment);
const destination = await openDestination(environment, cloud.secrets);

onStage(name, 'describe', cloud, createDescribePhotos({ destination }));
