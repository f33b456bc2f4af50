import { NativeProgram, load, store, mark, type Operation } from '../simulator/hardware/operations';
import { explore } from '../simulator/explorer/explorer';
import { SourceDpor } from '../simulator/explorer/source-dpor';
import { PreemptionBounded } from '../simulator/explorer/preemption-bounded';
const X=0,Y=4;
const progs=[        function* (): Operation {
          yield* store(X, 0);
          return (yield* load(X)) === 0 ? 0 : yield* mark(1);
        },
        function* (): Operation {
          return (yield* load(Y)) === 0 ? 0 : yield* store(X, 1);
        },
        function* (): Operation {
          yield* store(Y, 1);
          return yield* mark(1);
        }];
const sc:any={threads:3,model:'tso',memoryWords:2,start:(t:number)=>new NativeProgram(progs[t]())};
const e=explore(sc,{shrinkExecutions:0,strategy:(s)=>{ const d=new SourceDpor(s); const c=d.choose.bind(d); d.choose=(s,e)=>{const r=c(s,e); process.stdout.write((r>2?'f'+(r-3):r)+' '); return r;}; const b=d.begin.bind(d); d.begin=()=>{process.stdout.write('\nbegin '); return b();}; return d;}});
console.log(e);
console.log(explore(sc,{strategy:(s,st)=>new PreemptionBounded(s,st,100)}).findings);
