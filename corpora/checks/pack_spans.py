"""Packs the dumped span features for training."""
import json,numpy as np,pickle,glob
def load(a,outs):
    R=[];F=[];P=[]
    lines=open(a).read().split('\n')
    for off,o in outs:
        for j,m in enumerate(open(o)):
            try: s=json.loads(m)
            except Exception: break
            r=json.loads(lines[off+j]); R.append({k:r.get(k) for k in('base','src','kind','side','start','end','old','new','ar','en','id','direction','planted')})
            F.append([np.array([q[2] for q in c],np.float32) if c else None for c in s]); P.append([[(q[0],q[1]) for q in c] for c in s])
    return R,F,P
pickle.dump((load('d/sc.jsonl',[(0,'x.sc0'),(500,'x.sc1'),(1000,'x.sc2'),(1400,'x.sc3')]),load('d/sd.jsonl',[(0,'x.sd0'),(500,'x.sd1'),(1000,'x.sd2'),(1500,'x.sd3'),(2000,'x.sd4')]),load('g.jsonl',[(0,'x.g0'),(400,'x.g1')])),open('spans4.in','wb'))
