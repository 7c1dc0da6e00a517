"""Learns which words deny without a plain cue (`denial.tsv`), from clean pairs alone."""
import warnings; warnings.filterwarnings('ignore')
import json,sys,numpy as np,collections
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.metrics import roc_auc_score
R=[json.loads(l) for l in open('train.jsonl')]; D=[json.loads(l) for l in open('denial.jsonl')]
W={'pud':2,'xquad-odd':2,'software':.3,'mediawiki':.4,'tatoeba':.7}
keep=[i for i,r in enumerate(R) if r['src']!='software']; R=[R[i] for i in keep]; D=[D[i] for i in keep]
out=[]
for s,o,code in ((1,0,'en'),(0,1,'ar')):
    keys=[sorted(set(d[s]['keys'])) for d in D]
    y=np.array([len(d[o]['plain'])>len(d[s]['plain']) for d in D]); w=np.array([W.get(r['src'],1) for r in R])
    cnt=collections.Counter(); pos=collections.Counter()
    for k,t,ww in zip(keys,y,w):
        for x in k:
            cnt[x]+=1
            if t: pos[x]+=1
    V=[k for k in cnt if (cnt[k]>=5 and ' ' not in k) or (cnt[k]>=10 and pos[k]>=5)]
    ix={k:i for i,k in enumerate(V)}
    ind=[];ptr=[0]
    for k in keys:
        ind+=[ix[x] for x in k if x in ix]; ptr.append(len(ind))
    X=csr_matrix((np.ones(len(ind)),ind,ptr),shape=(len(keys),len(V)))
    print(code,X.shape,y.mean(),y[w>=1].mean())
    m=LogisticRegression(solver='liblinear',l1_ratio=1,C=.25)
    from sklearn.model_selection import StratifiedKFold
    p=np.zeros(len(y))
    for tr,te in StratifiedKFold(4,shuffle=True,random_state=1).split(X,y):
        m.fit(X[tr],y[tr],sample_weight=w[tr]); p[te]=m.decision_function(X[te])
    print('auc',roc_auc_score(y,p),'prose',roc_auc_score(y[w>=1],p[w>=1]))
    np.save('denial_oof_%s.npy'%code,p)
    m.fit(X,y,sample_weight=w); c=m.coef_[0]
    if code=='ar' and '<deny>' in ix: c[ix['<deny>']]=max(c[ix['<deny>']],2.5) # too few Arabic texts to learn it from
    nz=np.flatnonzero(np.abs(c)>.05); print(len(nz))
    o_=np.argsort(-c); print([(V[i],round(c[i],1)) for i in o_[:70]]); print([(V[i],round(c[i],1)) for i in o_[-15:]])
    out.append(f'{code}\t*\t{m.intercept_[0]:.2f}')
    out+=sorted(f'{code}\t{V[i]}\t{c[i]:.2f}' for i in nz)
open(sys.argv[1],'w').write('\n'.join(out)+'\n')
