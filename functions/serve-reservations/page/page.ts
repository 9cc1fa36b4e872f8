import '../../../shared/pages/browser/zod-without-eval.ts';
import { startPage } from '../../../shared/pages/browser/start-page.ts';
import { openCalendar } from './calendar.ts';

startPage(openCalendar);
