import type { TrafficEffect, TrafficPart } from '../../../exercises/picture-description';
import { trafficGrids } from '../traffic/traffic-model';
import { TrafficPicture } from '../traffic/traffic-picture';
import type { PartKind } from './part-kind';
import { applyToTraffic, startTraffic, type TrafficState, trafficOf } from './traffic-part';

export const trafficKind: PartKind<TrafficPart, TrafficState, TrafficEffect> = {
  width: 'basis-full',
  frame: 'none',
  start: (part, amount) => startTraffic(part, amount(part.count)),
  settle(state, cycle) {
    state.now = cycle;
    state.here = undefined;
  },
  apply: applyToTraffic,
  sizeOf: (state, part) => state.transactions.length + state.sums.size * (1 + part.transactions.length),
  present(part, state, { props }) {
    const traffic = trafficOf(part, state);
    const time = props.picture.time ?? 'cycle';
    return {
      shown: traffic.senders.length,
      all: traffic.senders.length,
      grids: () => trafficGrids(part.title, traffic, time),
      drawn: () => <TrafficPicture title={part.title} traffic={traffic} time={time} />,
    };
  },
};
