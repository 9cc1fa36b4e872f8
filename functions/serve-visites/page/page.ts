import '../../../shared/pages/browser/zod-without-eval.ts';
import { startPage } from '../../../shared/pages/browser/start-page.ts';
import { openDashboard } from './dashboard.ts';

startPage((context) => void openDashboard(context));
