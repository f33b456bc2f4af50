import type { DiagramEffect, DiagramPart } from '../../../exercises/picture-description';
import { applyToDiagram, type DiagramState, diagramGrids, diagramTitle, startDiagram } from './diagram-model';
import { DiagramPicture } from './diagram-picture';
import { type PartKind, sum } from './part-kind';

export const diagramKind: PartKind<DiagramPart, DiagramState, DiagramEffect> = {
  width: 'grow basis-72',
  frame: 'box',
  start: (part, _amount, things) => startDiagram(things(part.count)),
  settle(state) {
    state.isMoving = false;
  },
  apply: applyToDiagram,
  sizeOf: ({ ways, places }) => ways.size + sum([...places.values()].map((each) => 1 + each.size)),
  title: diagramTitle,
  present(part, state) {
    return {
      shown: part.names.length,
      all: part.names.length,
      grids: () => diagramGrids(part, state),
      drawn: () => <DiagramPicture part={part} state={state} />,
    };
  },
};
