import { defineMutants } from '../../mutants-definition';

export default defineMutants({
  equivalent: [
    {
      at: [
        'services.loadPageTable(process, identifiers === 0 ? 0 : process + 1);',
        'services.loadPageTable(process, identifiers === 1 ? 0 : process + 1);',
        'services.loadPageTable(process, identifiers === (-1) ? 0 : process + 1);',
        'services.loadPageTable(process, identifiers === 0 ? 1 : process + 1);',
        'services.loadPageTable(process, identifiers === 0 ? (-1) : process + 1);',
        'services.loadPageTable(process, identifiers === 0 ? 0 : process + 2);',
        'services.loadPageTable(process, identifiers === 0 ? 0 : process + 0);',
      ],
      why: 'Without identifiers any number is taken as 0, and with them any number that no other process has will do.',
    },
    {
      at: [
        'this.services.loadPageTable(process, this.identifiers > 0 ? this.identifiers - 1 - process : 0);',
        'this.services.loadPageTable(process, this.identifiers >= 0 ? this.identifiers - 1 - process : 0);',
        'this.services.loadPageTable(process, this.identifiers > 1 ? this.identifiers - 1 - process : 0);',
        'this.services.loadPageTable(process, this.identifiers > (-1) ? this.identifiers - 1 - process : 0);',
        'this.services.loadPageTable(process, this.identifiers > 0 ? this.identifiers - 2 - process : 0);',
        'this.services.loadPageTable(process, this.identifiers > 0 ? this.identifiers - 1 - process : 1);',
        'this.services.loadPageTable(process, this.identifiers > 0 ? this.identifiers - 1 - process : (-1));',
      ],
      why: 'Without identifiers any number is taken as 0, and with them any number that no other process has will do.',
    },
    {
      at: [
        'this.services.loadPageTable(process, 1 + thread);',
        'this.services.loadPageTable(process, 2 + thread);',
        'this.services.loadPageTable(process, 0 + thread);',
      ],
      why: 'Any number from 0 to 63 that no thread of another process has will do.',
    },
    {
      at: [
        'kernel.loadPageTable(process, 0);',
        'kernel.loadPageTable(process, 1);',
        'kernel.loadPageTable(process, (-1));',
      ],
      why: 'Reached without identifiers only, where any number is taken as 0.',
    },
  ],
});
