/** This file declares the module `_datetime`. */
import { defineModule } from '../../objects/native/define-module.js';
import './date.js';
import './datetime-type.js';
import { MAX_YEAR, MIN_YEAR } from './calendar.js';
import { dateType, datetimeType, timedeltaType, timeType, timezoneType, tzinfoType } from './objects.js';
import './time.js';
import './timedelta.js';
import { utc } from './timezone.js';

/** `_datetime`. */
export const datetimeModule = defineModule({
  name: '_datetime',
  doc: 'Fast implementation of the datetime type.',
  types: [
    ['date', dateType],
    ['datetime', datetimeType],
    ['time', timeType],
    ['timedelta', timedeltaType],
    ['tzinfo', tzinfoType],
    ['timezone', timezoneType],
  ],
  constants: [
    ['MINYEAR', MIN_YEAR],
    ['MAXYEAR', MAX_YEAR],
    ['UTC', utc],
  ],
});
