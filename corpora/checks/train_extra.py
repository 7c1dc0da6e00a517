"""Second stage: judges a pair with its best span in view; writes `extra.tsv`."""
import numpy as np,pickle,sys,time,warnings; warnings.filterwarnings('ignore')
src=open('train_spans.py').read().split("base=np.array")[0]; exec(src)
from sklearn.linear_model import LogisticRegression
def fit(X,y,w): return HGB(max_iter=50,learning_rate=.12,max_leaf_nodes=8,min_samples_leaf=20,l2_regularization=5,early_stopping=False).fit(X,y,sample_weight=w)
def scores(m,FF):
    rows=[(i,s) for i,f in enumerate(FF) for s in (0,1) if f[s] is not None]
    p=m.decision_function(np.concatenate([FF[i][s] for i,s in rows])); at=0; out={}
    for i,s in rows:
        n=len(FF[i][s]); out[i,s]=p[at:at+n]; at+=n
    return out
def pairfeat(F,P,i,s):
    """what stage two sees of side s"""
    c=F[i][s]; p=P[i,s]; o=P.get((i,1-s)); oc=F[i][1-s]
    k=int(p.argmax()); L=c[:,9]; big=L>=4
    b=float(np.sort(p)[-2]) if len(p)>1 else -6
    # best of those disjoint from k is not known here: the spread of scores stands for it
    v=np.concatenate([[p[k]],c[k],[b,float(p.mean()),float(o.max()) if o is not None else -8,c[:,0].max(),c[big,0].max() if big.any() else -1,oc[:,0].max() if oc is not None else 0,c[:,14].max(),oc[:,14].max() if oc is not None else 0]])
    return v,k
models=[];X2=[];y2=[];w2=[];b2=[];g2=[]
for k in range(2):
    m=mil(*build(lambda b:b%2!=k)); models.append(m); print('fold',k,time.time()-t0,flush=True)
    I=[i for i,r in enumerate(SC) if r['base']%2==k]; F=[FC[i] for i in I]; P=scores(m,F)
    for j,i in enumerate(I):
        for s in (0,1):
            if (j,s) in P: v,_=pairfeat(F,P,j,s); X2.append(v);y2.append(0);w2.append(W.get(SC[i]['src'],1));b2.append(SC[i]['base'])
    I=[i for i,r in enumerate(SD) if r['base']%2==k]; F=[FD[i] for i in I]; P=scores(m,F)
    for j,i in enumerate(I):
        r=SD[i]; s=('ar','en').index(r['side']); s=s if r['kind']=='add' else 1-s
        if r['kind']=='drop' and len(r['old'].split())<4: continue
        if (j,s) in P: v,_=pairfeat(F,P,j,s); X2.append(v);y2.append(1);w2.append(W.get(r['src'],1));b2.append(r['base'])
X2=np.array(X2,np.float32);y2=np.array(y2);w2=np.array(w2);b2=np.array(b2); print(X2.shape,y2.sum(),flush=True)
pickle.dump((X2,y2,w2,b2,models),open('stage2.pkl','wb'))
def fit2(X,y,w):
    mu,sd=X.mean(0),X.std(0)+1e-6
    lr=LogisticRegression(C=.05,max_iter=500).fit((X-mu)/sd,y,sample_weight=w)
    gb=HGB(max_iter=60,learning_rate=.07,max_leaf_nodes=8,min_samples_leaf=25,l2_regularization=5,early_stopping=False).fit(X,y,sample_weight=w)
    return lambda Z:(lr.decision_function((Z-mu)/sd)+gb.decision_function(Z))/2,(mu,sd,lr,gb)
base=np.array([r['base'] for r in SC]); d={}
for k in range(2):
    f,_=fit2(X2[b2%2!=k],y2[b2%2!=k],w2[b2%2!=k]); I=np.flatnonzero((y2==0)&(b2%2==k)); q=f(X2[I])
    for i,v in zip(I,q): d[b2[i]]=max(d.get(b2[i],-15),v)
pc=np.array([d.get(b,-15) for b in base])
m=mil(*build(lambda b:True)); f2,parts=fit2(X2,y2,w2)
P=scores(m,FG); S=np.full((len(G),2),-15.);A=np.zeros((len(G),2),int)
for (i,s) in P:
    v,k=pairfeat(FG,P,i,s); S[i,s]=f2(v[None].astype(np.float32))[0] if False else 0; A[i,s]=k
V=[(i,s,pairfeat(FG,P,i,s)) for (i,s) in P]; sc=f2(np.array([v[0] for _,_,v in V],np.float32))
for (i,s,(v,k)),x in zip(V,sc): S[i,s]=x;A[i,s]=k
pickle.dump((m,parts,pc,S,A),open('spans.pkl','wb'))
p=S.max(1); cl=np.array([not r['planted'] for r in G]); ty=np.array([r['planted'][0]['type'] if r['planted'] else 'clean' for r in G])
for q in (.003,.005,.01,.013,.02,.03,.05):
    t=np.quantile(pc,1-q); print('train FA',q,'thr %.2f'%t,'gold FA %.4f'%(p[cl]>=t).mean(),{k:round(float((p[ty==k]>=t).mean()),2) for k in('omission','addition','wrong_sentence')},'ROC',{k:round(float((p[ty==k]>np.quantile(p[cl],1-q)).mean()),2) for k in('omission','addition')})
for i in sorted(np.flatnonzero(cl),key=lambda i:-p[i])[:10]:
    r=G[i]; s=int(S[i].argmax()); q=PG[i][s][A[i,s]]; print('FA %.2f'%p[i],r['direction'],('ar','en')[s],'['+r[('ar','en')[s]][q[0]:q[1]]+']',r['en'][:150])
for i in sorted(np.flatnonzero(ty=='addition'),key=lambda i:p[i])[:10]:
    r=G[i]; s=int(S[i].argmax()); q=PG[i][s][A[i,s]] if PG[i][s] else (0,0); print('MISSADD %.2f'%p[i],r['direction'],r['planted'][0]['replacement'],'FOUND['+r[('ar','en')[s]][q[0]:q[1]]+']')
from export import *
mu,sd,lr,gb=parts
out=trees(m,'span')
w=lr.coef_[0]/sd/2; b=(lr.intercept_[0]-float((lr.coef_[0]*mu/sd).sum()))/2+float(np.ravel(gb._baseline_prediction)[0])/2
out.append('weights\tpair\t%.4f\t'%b+'\t'.join('%.4f'%x for x in w))
for l in trees(gb,'pair')[1:]:
    h=l.split('\t')
    out.append('\t'.join(h[:2]+[c if ' ' in c else '%.4f'%(float(c)/2) for c in h[2:]]))
t=float(np.quantile(pc,1-float(sys.argv[1])))
out.append(knots('pair',[(t-1.2,.2),(t,.5),(t+.6,.75),(t+1.3,.9),(t+2.5,.97)]))
open('out/extra.tsv','w').write('\n'.join(out)+'\n'); print('written',t)
